export { byteOrderMark, csvLines, withoutApostrophe } from './lines.ts'
export { type CsvFile, readCsv } from './read.ts'
export { streamOf } from './stream.ts'
