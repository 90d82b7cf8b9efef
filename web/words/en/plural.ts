import { pluralIn } from '../plural.ts'

// Pure, or the build treats every area of the catalogue as used by the first page.
export const plural = /* @__PURE__ */ pluralIn('en')
