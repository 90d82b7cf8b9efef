import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { projectRoot } from './root.ts'

/**
 * Returns the file of a program that runs in a separate process.
 * @param source its source below the project root. Node.js runs no TypeScript below node_modules, so an installed
 * package has it beside the bundle, as JavaScript.
 */
export const programFile = (source: string): string => {
  const bundled = join(import.meta.dirname, basename(source).replace(/\.ts$/, '.js'))
  return existsSync(bundled) ? bundled : join(projectRoot, source)
}
