"""Given names: of which sex, and which is short for which.

Strategy: names that are of one sex nearly always, in the English-speaking press; they only ever keep a pronoun from the
wrong person. And the common short forms, under which one report may name whom another names in full. Tables alone may
live here.
"""

from __future__ import annotations

from typing import Final

from twosource.reading.lexicon import words

MALE: Final = words("""
    adam alan albert alexander andrew anthony barack ben benjamin bernie bill bob boris brad brett brian
    bruce carl carlos charles charlie christopher chuck dan daniel david dean dennis don donald doug douglas
    ed edward emmanuel eric erik ethan evan frank fred gary george gerald glenn greg harold harry henry
    howard ian jack jacob james jared jason jay jeff jeffrey jeremy jerry jim jimmy joe joel john johnny jon
    jonathan jose joseph joshua juan keith ken kenneth kevin kyle larry lawrence leo leon lewis louis luis
    luke marco mark martin matt matthew michael miguel mike mitch mitt mohamed mohammed nathan neil newt
    nicholas nick noah oliver oscar patrick paul pedro peter phil philip ralph rand randy reince rex richard
    rick rob robert roger ron ronald roy rudy rupert russell ryan samuel scott sean sebastian sergei sergey
    simon stephen steve steven stuart ted thomas tim timothy todd tom tony victor vincent vladimir
    walter wayne william aaron abdul abraham ahmed ali alfred allan anders andre andreas andres angus antonio
    arnold arthur barry bart bernard blake brent brendan bryan calvin chad clarence claude clint clyde colin
    conrad craig curtis cyrus damian darren darrell derek dieter dmitry duncan dustin dwight earl edgar edmund
    edwin eli elijah emilio enrique ernest ernesto eugene felix fernando francisco franklin geoffrey gerard
    gilbert glen gordon graham grant gregory guillermo gustav hans harvey hassan hector herbert herman hugh hugo
    ibrahim igor isaac ivan javier jeremiah jerome jesus joaquin jorge juergen julian julio karl kirk klaus kurt
    lamar lance lars leonard leroy lloyd lorenzo lucas magnus malcolm manuel marcus mario marvin maurice max
    melvin mikhail milton mohammad mustafa neal nigel nikolai norman omar otto owen pablo pavel percy pierre rafael
    ramon raymond reginald ricardo roberto rodney rodrigo roland roman ross ruben salman santiago sanjay saul
    serge seth sheldon sidney spencer stanley stefan theodore tobias tommy travis trevor troy tyler umar vernon
    vicente viktor virgil warren wesley wilbur willie winston wolfgang yusuf zachary
    """)
FEMALE: Final = words("""
    alice amy angela ann anna anne barbara carol caroline catherine christine claire deborah diane
    dorothy elena elizabeth ellen emily emma eva grace hannah heather helen hillary ivanka jane janet
    jennifer jessica jill joan judith julia julie karen kate katherine kathleen kellyanne laura lauren linda
    lisa lucy margaret maria marie martha mary megan melania melissa michelle monica nancy naomi
    natalie nicole nikki nina olivia pamela patricia paula rachel rebecca rosa ruth samantha sandra sara
    sarah sharon sophie stephanie susan suzanne teresa theresa tina tulsi valerie vanessa victoria
    wendy yulia zoe abigail adele adriana agnes aisha alexandra alison amanda amber amelia ana anastasia anita
    annette annie april astrid audrey beatrice becky bella bernadette beth betty beverly bianca bonnie brenda
    bridget camila camilla carla carmen carrie cassandra cecilia cecile celeste charlotte chelsea cheryl chloe
    christina cindy clara claudia colleen connie constance cynthia daisy danielle darlene debbie debra delia
    denise diana dianne dolores donna doris edith eileen elaine eleanor elisa eliza elsa erica erika esther
    eugenia eve evelyn faith fatima felicia fiona florence gabriela gail georgia geraldine gertrude gina gladys
    gloria gwen hannelore harriet hazel helena henrietta hilda holly ida ingrid irene irina isabel isabella
    jacqueline janice jasmine jeanne jenna jenny joanna joanne jocelyn josephine joyce juanita juliet june karin
    kathryn kathy katie katrina kayla kimberly kirstjen kristen kristin kristina larissa latoya lena leticia
    lillian lily lois loretta lorraine louise lucia lucille lydia lynn mabel madeleine madeline maggie marcia
    margarita marianne marilyn marina marjorie marlene marsha maureen maxine megyn melinda mercedes meredith
    mildred miranda miriam molly muriel myra nadia nadine nanette natasha nellie nora norma octavia olga paige
    patty paulette pauline peggy penelope penny phyllis polly priscilla ramona regina renee rhonda rita roberta
    rosalind rosemary roxanne sabrina sadie sally savannah selena sheila shelley sherry shirley silvia simone
    sonia stella sue susanna suzanna sylvia tamara tammy tanya tatiana theodora thelma tiffany ursula valentina
    vera veronica vivian wanda whitney wilma winifred yolanda yvette yvonne
    """)
_SHORT_FORMS: Final = """
    abe abraham; al albert alan alfred; alex alexander alexandra; andy andrew; angie angela; barb barbara; ben benjamin;
    bernie bernard; bert albert robert; beth elizabeth; betsy elizabeth; bill william; billy william; bob robert;
    bobby robert; brad bradley; cathy catherine; charlie charles; chris christopher christine; chuck charles;
    cindy cynthia; cory corey; dan daniel; dave david; debbie deborah; dick richard; don donald; doug douglas;
    ed edward; eddie edward; fred frederick; gabe gabriel; gerry gerald; greg gregory; hank henry; harry harold henry;
    herb herbert; jack john; jake jacob; jamie james; jeb john; jeff jeffrey; jen jennifer; jenny jennifer; jerry gerald
    jerome; jim james; jimmy james; joe joseph; joey joseph; johnny john; jon jonathan; josh joshua; judy judith;
    kate katherine catherine; kathy katherine kathleen; ken kenneth; kim kimberly; larry lawrence; len leonard;
    lenny leonard; liz elizabeth; maggie margaret; matt matthew; meg margaret; mel melvin; mike michael; mickey michael;
    mitch mitchell; nate nathan; ned edward; nick nicholas; pam pamela; pat patrick patricia; patty patricia; peggy
    margaret; pete peter; phil philip phillip; randy randall; ray raymond; rich richard; rick richard; rob robert;
    robbie robert; ron ronald; rudy rudolph; russ russell; sam samuel samantha; sandy sandra; steve steven stephen;
    sue susan; ted edward theodore; teddy edward theodore; terry terence terrence; tim timothy; toby tobias; tom thomas;
    tommy thomas; tony anthony; trish patricia; val valerie; vic victor; vicky victoria; vince vincent; wally walter;
    walt walter; will william; zach zachary
"""


def _pairs() -> frozenset[frozenset[str]]:
    entries = (entry.split() for entry in _SHORT_FORMS.split(";"))
    return frozenset(frozenset((short, full)) for short, *fulls in entries for full in fulls)


SHORT_FOR: Final = _pairs()
"""Pairs of a given name and a short form of it, either way round."""
