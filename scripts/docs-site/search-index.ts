import MiniSearch from 'minisearch'
import { searchOptions } from './browser/search-options.ts'
import type { RenderedPage } from './render.ts'

/** Characters of a section that a result shows. */
const excerptLength = 160

/** Returns the index that the browser loads when a reader starts to search, as JSON. */
export function searchIndex(pages: readonly RenderedPage[]): string {
  const index = new MiniSearch(searchOptions)
  index.addAll(
    pages.flatMap(({ page, sections }) =>
      sections.map(({ id, text, depth, content }) => ({
        id: depth === 1 ? page.output : `${page.output}#${id}`,
        title: page.title,
        heading: depth === 1 ? '' : text,
        content,
        excerpt: content.slice(0, excerptLength),
      })),
    ),
  )
  return JSON.stringify(index)
}
