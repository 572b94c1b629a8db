/* The reader's own; improves, and is never needed. */
