export { byteOrderMark, csvLines, withoutApostrophe } from './lines.ts'
export { type CsvFile, type CsvLimits, type CsvRow, readCsv } from './read.ts'
export { streamOf } from './stream.ts'
