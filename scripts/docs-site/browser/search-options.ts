import type MiniSearch from 'minisearch'
import type { Options, SearchResult } from 'minisearch'

/** Readers look for guides more often than for reasons and history. */
const lessWanted = /^(decisions|project|screenshots)\/|^(benchmarks|rules|proofs|soak|fault-matrix)\./

/** Used by the build, which writes the index, and by the browser, which reads it. */
export const searchOptions: Options = {
  fields: ['title', 'heading', 'content'],
  storeFields: ['title', 'heading', 'excerpt'],
  searchOptions: {
    boost: { title: 4, heading: 3 },
    boostDocument: (id) => (lessWanted.test(String(id)) ? 0.3 : 1),
    prefix: true,
    combineWith: 'AND',
  },
}

/** Spelling mistakes count only if nothing else is found: "dunning" is one letter from "running". */
export function findSections(index: MiniSearch, text: string): readonly SearchResult[] {
  const exact = index.search(text)
  return exact.length > 0 ? exact : index.search(text, { fuzzy: 0.2 })
}
