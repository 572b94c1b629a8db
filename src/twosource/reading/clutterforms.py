"""The forms of page furniture, as tables: what `clutter` matches a line against.

Strategy: every form is for a line in lower case with straight apostrophes, bullets and final stops taken off. Each is
one that no news sentence has; whatever stands behind an open beginning is bounded, so that a hostile line costs little.

What may live here: patterns and why each is there. How a line is looked at is for `clutter`.
"""

from __future__ import annotations

import re

# --- forms, on a line in lower case with straight apostrophes -------------------------------------------------------

_CONTROL = (
    r"share|tweet|print|e-?mail|save|copy link|link copied!?|comments?|iphone|ipad|android|ios|app store|google"
    r" play|facebook|twitter|"
    r"instagram|whatsapp|linkedin|pinterest|reddit|youtube|telegram|messenger|flipboard|tumblr|snapchat|tiktok"
    r"|threads|bluesky|rss|"
    r"subscribe(?: now| today)?|sign in|log ?in|sign up|register|menu|search|close|home|next|previous|prev|reply"
    r"|report|like|follow|"
    r"advertisement|advertising|ads?|sponsored|promoted"
)
_THIS = r"(?:this|the) (?:article|story|page|post|video|report|piece|link)"
_PLATFORM = (
    r"(?:twitter|facebook|instagram|youtube|linkedin|whatsapp|telegram|snapchat|tiktok|threads|bluesky|mastodon"
    r"|google\+|google news|"
    r"apple news|spotify|itunes|apple podcasts|soundcloud|stitcher|periscope|tumblr|x\b)"
)
_AGENCY = (
    r"(?:getty(?: images)?|ap photo|afp|epa|reuters|associated press|shutterstock|istock|rex features|zuma(?:"
    r" press)?|alamy|"
    r"wikimedia commons|pa wire|pa images|instagram|bloomberg|ap|tns|nurphoto|anadolu agency|barcroft|wireimage"
    r"|newscom)"
)
_LETTER = r"(?:newsletters?|e-?mails?|in-?box|alerts?|briefings?|updates|mailing list|digest)"

WHOLE = re.compile(
    "|".join(
        (
            rf"(?:{_CONTROL})(?:[\s|·•/,]+(?:{_CONTROL}))*",
            (
                r"(?:leave|add|post|write|view|show|see|read|hide|join) (?:a|your|all|the|more)? ?(?:\d+"
                r" )?(?:comments?|reply|replies|conversation)"
            ),
            r"(?:\d[\d,.]*k? )?(?:comments?|shares?|retweets|likes|views)(?: \(?\d*\)?)?",
            r"comments (?:are )?closed",
            # buttons of which the spaces were lost: "LIKESHAREPOST IT"
            r"(?:(?:like|share|tweet|post|pin|print|save|e-?mail|comment)(?: ?it)?[\s|·]{0,3}){2,8}",
            r"(?:order|request) reprints?|(?:print|e-?mail|bookmark) (?:article|story|page|post)",
            (
                rf"(?:share|print|e-?mail|save|bookmark|listen to|gift) {_THIS}(?: (?:on|via|with) .{{1,30}}"
                r"| [\d:]+.{0,14})?"
            ),
            rf"(?:share|tweet|pin|post) (?:on|to|via|this)(?: on| via)?(?: {_PLATFORM}| e-?mail)?",
            r"(?:story|article|this (?:story|article)) continues? (?:below|after)(?: .{1,40})?",
            rf"(?:continue|keep) reading(?: (?:below|the main story|{_THIS}))?",
            r"(?:read|see|show|load|view|find out|learn) (?:more|all|full (?:article|story|bio))(?: here| below)?",
            (
                r"read (?:the )?(?:full|whole|rest|original|entire|complete)\b[^.!?]{0,40}\b(?:here|below|story"
                r"|article|at \S+)"
            ),
            r"(?:sponsored|paid|promoted|partner) (?:content|post|stories|links)",
            (
                r"(?:skip to|jump to|back to|go to) (?:main |the )?(?:content|top|navigation|comments|homepage|home"
                r"|article|search|main).{0,20}"
            ),
            (
                r"loading|please wait|play video|watch live|live now|now playing|up next|auto-?play|unmute|mute"
                r"|fullscreen|replay"
            ),
            (
                r"related|related (?:articles?|stories|story|news|content|topics|links|coverage|posts|videos?"
                r"|reading|tags)"
            ),
            (
                r"(?:most|more|top|latest|trending|popular|recommended|editors?'?s?'?) (?:read|viewed|popular"
                r"|shared|commented|recent|watched|stories|articles|news|headlines|videos?|picks?|now|posts|topics"
                r"|reading|for you|on this (?:story|topic))"
            ),
            r"trending|recommended|tags|topics|keywords|categories|what to read next|read next|in this article",
            r"(?:from )?around the web|you (?:may|might) (?:also )?(?:like|be interested in|enjoy)(?: these)?",
            (
                r"(?:iphone|ios|ipad)(?: (?:and|&|or))? android|available on (?:ios|iphone|android|the app"
                r" store).{0,40}"
            ),
            r"full text|abstract|what's (?:brewing|working)|before you go|top stories",
            r"ends?|30|more follows|scroll (?:on|down|up) for .{1,40}",
            # an agency's slug, its editors' initials
            r"[a-z]{2,8}(?:-\d{3,8}){2,}|[a-z]{2,6} [a-z]{2,3}(?:/[a-z]{2,3})+",
            r"our (?:free )?(?:daily|morning|evening|weekly|lunchtime) (?:newsletter|briefing|e-?mail|digest)\b.{0,60}",
            r"\d+[ -]?min(?:ute)?s?\.? (?:to )?(?:read|ago)|\d+ hours? ago|(?:estimated )?read(?:ing)? time:? .{1,20}",
            r"(?:tempo de leitura|tiempo de lectura|temps de lecture|tempo di lettura|lesezeit|leestijd):? ?.{1,20}",
            r"\d?\d:\d\d(?: ?/ ?\d?\d:\d\d)?|duration:? \d.{1,10}|current time .{1,60}",
            r"(?:https?://|www\.|pic\.twitter\.com/)\S+|(?:@\w+[\s,]*)+|(?:#\w+[\s,]*)+|\S+@[\w.-]+\.\w{2,6}",
            (
                r"(?:last )?(?:updated|modified):? (?:at |on"
                r" )?\d[^a-z]{0,12}(?:[ap]\.?m\.?)?[^a-z]{0,4}(?:[a-z]{2,4})?"
            ),
            rf"(?:getty|{_AGENCY}/{_AGENCY}|getty images)(?: images)?",
            r"more to (?:come|follow)|check back (?:here )?(?:soon |later )?for .{0,40}updates.{0,20}",
            r"(?:please )?(?:refresh|reload) (?:this|the) page.{0,60}",
            (
                rf"{_THIS} (?:has been|was|will be|is being) updated(?: (?:throughout|regularly|as .{{0,60}}|with"
                r" (?:additional|new|more|further) .{0,40}))?"
            ),
            r"all rights reserved|our standards:.{0,60}",
            (
                r"support (?:our |independent |quality |local )+(?:journalism|journalists|reporting|news|newsroom"
                r"|work)\b.{0,60}"
            ),
            r"become a (?:member|subscriber|supporter|patron)\b.{0,60}|donate(?: now| today| here)?",
            r"do not sell (?:or share )?my .{0,40}|(?:your )?privacy (?:policy|choices|settings|notice)",
            r"terms (?:of (?:use|service|sale)|(?:and|&) conditions)\b.{0,60}",
            (
                r"cookie (?:policy|settings|preferences|notice|consent)|(?:accept|reject|allow|manage) (?:all |your"
                r" )?(?:cookies|consent).{0,30}"
            ),
        )
    )
)
"""Lines that are nothing else."""

HEADING = re.compile(
    r"(?:read|see|find out|learn) (?:more|all) (?:about|on|from|in|at|stories|articles|news|posts)\b[^.!?]{0,60}"
    r"|(?:more (?:from|in|on|about)|also on) [^.!?]{1,40}"
)
"""The same, where no full stop makes them a sentence."""

LABELLED = re.compile(r"(?:watch|videos?|gallery|slideshow|pictures|listen|podcast|graphic|explainer)(?: \w+)?: ?")
"""Labels of a player or gallery; news leads carry them too, then with a sentence behind them."""

OPENING = re.compile(
    "|".join(
        (
            (
                rf"(?:please )?(?:sign up|subscribe)\b(?=.*\b(?:{_LETTER}|podcasts?|{_PLATFORM}|channel|here|edition"
                r"|free trial|membership|account)\b)"
            ),
            r"subscribe (?:to|for|here|now|today)\b|sign up (?:(?:here|now|today)|(?:to|for) (?:\w+ ?){1,4})$",
            (
                r"(?:want|need|looking|like|love|enjoy|craving)\b[^?]{3,120}\? (?:you can )?(?:sign up|subscribe"
                r"|follow|click|download|get|join|check)\b"
            ),
            (
                r"get\b(?=.{1,120}\b(?:mobile app|free (?:\w+ ){1,4}app|(?:iphone|android|ios|ipad|free|news) app"
                r"|app for|our app"
                r"|newsletters?|in your in-?box|(?:to|into) your (?:e-?mail )?in-?box|(?:e-?mail|news) alerts?"
                r"|delivered (?:to|straight|directly|through your)|by e-?mail)\b)"
            ),
            rf"(?:you can |want to |to )(?:receive|get) this\b.{{0,60}}\b(?:{_LETTER})\b",
            r"download (?:our|the|your|this)\b.{0,50}\b(?:app|apps|podcast)\b(?! (?:is|was|has|have|will|can))",
            (
                r"(?:for|to \w+) (?:more|all|the latest|breaking|new)\b[^.]{0,80}, ?(?:please )?(?:sign up"
                r"|subscribe|download|follow|visit|click|go to|check out|tune in|like us|head to)\b"
            ),
            (
                rf"(?:please )?(?:follow|find|join|connect with|like (?:us|our|this))\b[^.?!]{{0,60}}? (?:on|at)"
                rf" (?:our |the )?"
                rf"{_PLATFORM}.{{0,60}}$"
            ),
            (
                r"(?:please )?(?:follow|contact|e-?mail|reach|message|tweet|find|hear|write to)\b[^.?!]{0,60}?"
                r" (?:at|on|via) "
                r"(?:twitter:? |twitter at )?(?:@\w|[^\s@]+@[^\s@]+\.\w|\(?\d{3}[-) ] ?\d)"
            ),
            r"(?:follow|tweet) (?:us\b|@\w+|(?:him|her|them|me)\b).{0,80}$",
            r"(?:twitter|e-?mail|instagram|facebook|contact)(?: handle| address)?: ?\S+$",
            (
                r"[^.?!]{3,60} (?:can be (?:reached|contacted|followed|found)|is on twitter|tweets) (?:at |on"
                r" )?.{0,30}@\w"
            ),
            r"(?:do you (?:like|support) .{1,60}\? )?like (?:us|the page|our page)\b",
            (
                r"(?:click|tap) (?:here|through|on the (?:link|image|photo|video|map)|the (?:link|image|photo|video"
                r"|player|button|icon|map|arrow)|to \w+|play|for)\b"
            ),
            r"just click here\b|(?:to|for) [^.]{3,80}\bclick here$",
            (
                r"(?:watch|listen|read|see|view|hear|check out)\b[^.?!]{0,110}\b(?:below|above|here|in the"
                r" (?:video|player|clip|podcast)\b.{0,20})$"
            ),
            (
                r"(?:related(?: (?:story|article|stories|video|coverage|posts?))?|read more|read also|also read"
                r"|read next"
                r"|see also|see more"
                r"|more coverage|don't miss|must read|recommended|explore more|tags|topics|filed under|posted in"
                r"|categories"
                r"|more stories) ?(?::|[|»])"
            ),
            r"read or share this story|read this story (?:at|on)\b",
            r"get the (?:day|week)'s (?:\w+ ){0,2}(?:stories|news|headlines)\b",
            # pointers that end in an address
            r"(?:follow|see|read|find) [^.?!]{0,60}\bcoverage\b[^.?!]{0,90} (?:at|on|here):? https?://\S+$",
            r"follow [^.?!]{3,90} on (?:twitter|x|facebook|bluesky):? (?:at )?https?://",
            r"more (?:[\w'-]+ ){0,4}[\w'-]+(?: (?:here|at))?: ?https?://\S+(?: and https?://\S+)?$",
            # whose the views are, who is paid
            (
                r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? (?:expressed|of)\b"
                r"(?!.*\b(?:said|says|told|added|wrote)\b).{0,90}\bnot necessarily (?:reflect|represent|those)\b"
            ),
            (
                r"(?:disclosure: )?[\w .&'-]{2,40} may (?:earn|receive|collect) (?:an? )?(?:\w+ )?commissions?"
                r" (?:on|from|when|if)\b"
            ),
            r"this copy is for your personal,? non-?commercial use\b",
            r"this (?:article|story) has been (?:sent to$|adapted from its original source$)",
            r"if you (?:enjoyed|liked) this (?:article|story|piece|post)\b",
            (
                r"©|(?:\(c\)|copyright\b(?: ?(?:©|\(c\)))?) ?(?:\d{4}\b|(?:the |by )?[\w.,&' -]{2,60} \d{4}\b"
                r"|©)"
            ),
            (
                r"this (?:material|content|article|story) may not be (?:published|reproduced|reprinted|copied"
                r"|broadcast|redistributed)"
            ),
            r"reprinted (?:courtesy|with|by)\b",
            (
                r"(?:file |stock |main |cover |lead |top |featured? |header )?"
                r"(?:photo|photograph|image|picture|illustration|caption)s?(?: ?/ ?\w+)?"
                r"(?: credit| courtesy| source)?s? ?:"
            ),
            r"(?:photo|photograph|image|picture|illustration)s? (?:credit|courtesy)\b[^.]{0,70}$",
            r"(?:photo|photograph|illustration)s? by \w+(?: \w\.?)? [\w'-]+(?:/.{1,40})?$",
            r"credits?: .{1,80}$",
            r"(?:ap|afp|reuters|epa) photo\b|\(?(?:ap|afp|reuters) (?:photo|file)",
            (
                r"(?:we|this (?:web)?site|our (?:web)?site|we and our"
                r" partners)\b.{0,80}\bcookies\b(?!.{0,120}\bsaid\b)"
            ),
            (
                r"by (?:continuing|using|clicking|signing|subscribing|submitting|registering|entering"
                r"|providing)\b.{0,80}\byou (?:agree|accept|consent|acknowledge|confirm|are agreeing)\b"
            ),
            (
                r"(?:please )?(?:enable|turn on|disable|turn off|whitelist)\b.{0,40}\b(?:javascript|cookies|ad"
                r" ?blockers?)\b"
            ),
            (
                r"(?:your browser|javascript|media playback|video player|this video) (?:does not|is|cannot|can't"
                r"|doesn't|has been|isn't) (?:play|support|disabled|required|un|load|restricted|not available|no longer"
                r"|not supported|be played)"
            ),
            r"(?:we are |we're )?sorry,? ?this (?:video|content|page|article)\b",
            (
                r"(?:already|not) (?:a|an|yet a) (?:subscriber|member)\b|already (?:have an account|subscribed"
                r"|registered)\b|(?:create|start) (?:a|your|an) (?:free )?(?:account|trial)\b"
            ),
            (
                r"to (?:continue|keep) reading\b|to read (?:the full|the rest of|this)\b.{0,60}\b(?:subscribe"
                r"|sign|log|register|become)"
            ),
            (
                r"you(?:'ve| have) (?:reached|read|used) (?:your|all|\d).{0,60}\b(?:articles?|limit|stories)\b"
                r"|you have \d+ (?:free )?articles? (?:left|remaining)"
            ),
            (
                r"(?:this (?:article|story|content|premium \w+) is )(?:for |available (?:only )?to |exclusive (?:to"
                r"|for) |reserved for |exclusively for |only (?:for|available to) )(?:our |paying |premium"
                r" )?(?:subscribers|members|readers with)"
            ),
            r"(?:subscriber|member)s?[-](?:only|exclusive)",
            r"unlock (?:this|unlimited|the|full)\b.{0,60}\b(?:article|access|story|subscri\w+)\b",
            r"unlimited digital access\b|full digital access\b",
            (
                r"this (?:is a|story is|article is) (?:still )?(?:developing|breaking)(?: news)?(?: story)?"
                r"(?:$|[.,;:—–-]| and (?:will|may)| it will| check| please| more)"
            ),
            (
                rf"join (?:the (?:conversation|discussion|debate)|us (?:on|at)\b|our (?:{_LETTER}|mailing|community"
                r"|whatsapp|telegram|facebook))"
            ),
            (
                r"(?:have|got|do you have) (?:a|any|something|more) ?(?:news|confidential|hot)? ?(?:tips?"
                r"|information|story|to (?:say|share|add))\b[^.?!]{0,60}\?"
            ),
            (
                r"(?:send|submit|e-?mail) (?:us )?(?:your )?(?:tips?|letters?|story ideas|news tips|comments"
                r"|feedback)\b"
            ),
            (
                r"(?:tell us|let us know|share your|what do you think|have your say|sound off|weigh"
                r" in)\b[^.]{0,80}\b(?:comments?|thoughts|below|here|@\w+|e-?mail)\b"
            ),
            r"a version of this (?:article|story|piece|report|review|column|editorial|op-ed|letter|obituary)\b",
            (
                r"we (?:find|read|watch|follow|sift|scour|round up|pick|collect|track|sort|monitor"
                r"|do)\b[^.!?]{3,90},? so (?:that )?you don't have to$"
            ),
            (
                r"(?:an?|the|all|every|our|your|today's|this|news|breaking|politics|daily|weekly|top|best|start"
                r'|everything|what)\b[^.!?"“]{2,90} (?:in|to) your (?:e-?mail )?in-?box(?: (?:every|each|daily'
                r"|weekly|twice|once)\b.{0,30})?$"
            ),
            r"[^.!?]{0,60}\bvia getty images?$",
            rf"[^.!?,]{{2,50}}(?:/| via ){_AGENCY}(?:/[^.!?]{{2,30}})?$",
        )
    )
)
"""Beginnings, with as much of the line as no news sentence shares."""

ANYWHERE = re.compile(
    r"\ball rights reserved\b|\bcopyright © ?\d{4}|\bmay not be (?:published, broadcast|reproduced|redistributed)"
    r"|\([^()/]{2,30} [^()/]{2,30}/(?:afp|ap|reuters|getty|epa|pool|bloomberg)[^()]{0,40}\)?\W*$"
    r"|\((?:(?:photo|image|picture)s? )?credits?: ?[^()]{2,60}\)?\W*$"
    r"|\((?:photo|image|picture)s?(?: by|:) [^()]{2,60}\)?\W*$"
    r"|\((?:ap|afp|reuters|getty|file)[ /]?(?:photo|images?|file)[^()]{0,60}\)?\W*$"
)

HEADS_A_LIST = re.compile(
    r"read more(?: (?:about|on))?|read next|related(?: \w+)?|tags|topics|keywords|filed under|categories"
    r"|more (?:from|on|in|about)\b.{0,40}|(?:most|more|top|latest|trending|popular|recommended) (?:read|viewed|popular"
    r"|stories|articles|news|headlines|now)|trending|you (?:may|might) (?:also )?like|what to read next|see also"
    r"|also read"
    r"|recommended(?: for you)?|around the web"
)
"""Headings after which links are listed."""

CONSENT = re.compile(
    r"\bcookies?\b.{0,80}\b(?:consent|accept|agree|partners|preferences|settings|experience|advertis\w+|policy)\b"
    r"|\b(?:consent|accept|agree)\b.{0,80}\bcookies?\b|\bbefore you continue\b|\bprivacy (?:choices|settings"
    r"|preferences)\b"
    r"|\bwe (?:value|respect|care about) your privacy\b|\bour (?:\d+ )?partners (?:store|process|use)\b"
    r"|\blegitimate interest\b"
)
"""Lines of a page that asks for consent, on a page that holds little else."""
PAYWALL = re.compile(
    r"\balready (?:a |an )?(?:subscriber|member|subscribed)\b|\bto (?:continue|keep) reading\b"
    r"|\bsubscribe (?:now|today) (?:to|for|and)\b|\b(?:reached|used) (?:your|the) .{0,30}\b(?:limit|free articles)\b"
    r"|\bfor subscribers only\b|\b(?:available|exclusive|reserved) (?:only )?(?:to|for) (?:our )?(?:subscribers"
    r"|members)\b"
    r"|\bstart your free trial\b|\bunlock this (?:article|story)\b|\bsubscribers?[- ]only\b"
    r"|\bsubscribe to (?:read|continue|unlock)\b|\bto read the full (?:story|article)\b"
    r"|\bfree articles? (?:left|remaining)\b|\bis for (?:paying )?(?:subscribers|members)\b"
)
"""Lines that offer the rest of a report for money or an account."""
EDITORIAL = re.compile(
    r"(?:editor'?s'?|publisher's) note:(?!.*\b(?:correct|misstat|incorrect|erron|wrong|(?:previous|earlier) version"
    r"|an article))"
    r"|(?:this|the) (?:article|story|post|report|piece) (?:has been|was) updated (?:to include|with)\b"
    r"(?!.*\b(?:correct|misstat|incorrect|erron|wrong|(?:previous|earlier) version))"
)
"""Notes of the outlet on its own report that correct nothing: not news, but not furniture to drop either."""
