import { join } from 'node:path'
import { projectRoot } from '#server/platform/product/index.ts'

/** The site of the documentation, which `npm run docs:build` writes. */
export const docsSiteDir = join(projectRoot, 'docs', 'dist')
