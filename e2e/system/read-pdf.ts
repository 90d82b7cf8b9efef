import { extractText, getDocumentProxy } from 'unpdf'

/** Returns the text of each page with single spaces, as a viewer copies it. */
export async function readPdfPages(bytes: Uint8Array): Promise<readonly string[]> {
  // The reader takes the memory of what it reads.
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false })
  return text.map((page) => page.replace(/\s+/g, ' '))
}
