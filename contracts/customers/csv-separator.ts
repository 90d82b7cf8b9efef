/** Separators of the columns of a CSV file. Excel splits only at the separator of the system's language. */
export const csvSeparators = ['comma', 'semicolon', 'tab'] as const
export type CsvSeparator = (typeof csvSeparators)[number]
