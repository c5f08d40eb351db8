/**
 * Words of a story or of a person within a sentence of the desk that can hold no
 * element: a tooltip, a name for a screen reader. They run their own way and
 * turn nothing around them, as in <bdi>.
 */
export const isolated = (words: string): string => (words ? `\u2068${words}\u2069` : '')
