import { pluralIn } from '../plural.ts'

// Pure, or the build takes every area of the words for needed by the first page.
export const plural = /* @__PURE__ */ pluralIn('en')
