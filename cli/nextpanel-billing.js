#!/usr/bin/env node
import { join } from 'node:path'

// Node.js does not run TypeScript below node_modules, so an installed package has a bundle (npm run build).
const isInstalled = import.meta.filename?.includes('/node_modules/') ?? false
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(`nextpanel-billing needs Node.js 24 or newer. This is ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  // An older Node.js does not have it, and would report that instead of its version.
  const { enableCompileCache } = await import('node:module')
  // It halves the time of a start. Nothing happens if the folder cannot be written.
  enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compile'))
  await import(isInstalled ? './dist/main.js' : './main.ts')
}
