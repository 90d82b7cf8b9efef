export { byteOrderMark, csvLines } from './lines.ts'
export { streamOf } from './stream.ts'
