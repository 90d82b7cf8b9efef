import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the package in sdk/: one JavaScript file and one declaration for each source file. */
const sdk = join(import.meta.dirname, '..', 'sdk')
rmSync(join(sdk, 'dist'), { recursive: true, force: true })
execFileSync('tsc', ['-p', sdk], { stdio: 'inherit' })
// The compiler rewrites the imports of the JavaScript files only. In a declaration, ./call.ts names a missing source.
for (const path of globSync('dist/**/*.d.ts', { cwd: sdk })) {
  const text = readFileSync(join(sdk, path), 'utf8')
  writeFileSync(join(sdk, path), text.replace(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"))
}
copyFileSync(join(sdk, '..', 'LICENSE'), join(sdk, 'LICENSE'))
