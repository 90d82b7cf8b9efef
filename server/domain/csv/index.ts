export { byteOrderMark, type CsvValue, csvLines, withoutApostrophe } from './lines.ts'
export { type CsvFile, readCsv } from './read.ts'
export { streamOf } from './stream.ts'
