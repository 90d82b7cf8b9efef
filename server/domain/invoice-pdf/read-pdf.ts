import { extractText, getDocumentProxy } from 'unpdf'

export interface ReadPdf {
  /** Of each page, with single spaces. */
  readonly pages: readonly string[]
  /** Of the first page, in points. */
  readonly size: readonly [number, number]
}

/** Reads a PDF as a viewer does. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // The reader takes the memory of what it reads.
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(pdf, { mergePages: false })
  const first = await pdf.getPage(1)
  const { width, height } = first.getViewport({ scale: 1 })
  return { pages: text.map((page) => page.replace(/\s+/g, ' ')), size: [width, height] }
}
