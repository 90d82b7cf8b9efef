import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

const packageJson = findPackageJSON(import.meta.url)
if (packageJson === undefined) throw new Error('This program has no package.json above it.')

/**
 * The folder of package.json. Files that are read at run time are located from here, because import.meta.url
 * of the bundle that `npm start` runs differs from that of the source file.
 */
export const projectRoot = dirname(packageJson)
