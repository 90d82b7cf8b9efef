export type { PaperContent } from './paper.ts'
export { renderInvoicePdf } from './render.ts'
