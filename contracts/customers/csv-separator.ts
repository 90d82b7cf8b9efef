/** What separates the columns of a CSV file. Excel splits at the one of the system's language only. */
export const csvSeparators = ['comma', 'semicolon', 'tab'] as const
export type CsvSeparator = (typeof csvSeparators)[number]
