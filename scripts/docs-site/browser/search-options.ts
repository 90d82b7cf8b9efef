import type { Options } from 'minisearch'

/** Used by the build, which writes the index, and by the browser, which reads it. */
export const searchOptions: Options = {
  fields: ['title', 'heading', 'content'],
  storeFields: ['title', 'heading', 'excerpt'],
  searchOptions: { boost: { title: 4, heading: 3 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' },
}
