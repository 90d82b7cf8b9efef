import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const names = z.record(z.string(), z.string()).default({})
const manifest = z
  .object({ dependencies: names, devDependencies: names, optionalDependencies: names })
  .parse(JSON.parse(read('package.json')))

describe('The dependencies', () => {
  it('are all justified in docs/dependencies.md, each in its section and with a license', () => {
    const [, production = '', development = ''] = read('docs/dependencies.md').split(/^## .*$/m)
    const rowsIn = (text: string) =>
      [...text.matchAll(/^\| `([^`]+)` \| \S[^|]+ \| \S[^|]+ \|$/gm)].map(([, name]) => name).toSorted()
    const inProduction = { ...manifest.dependencies, ...manifest.optionalDependencies }
    expect(rowsIn(production)).toEqual(Object.keys(inProduction).toSorted())
    expect(rowsIn(development)).toEqual(Object.keys(manifest.devDependencies).toSorted())
  })

  it('have exact versions', () => {
    const versions = Object.values(manifest).flatMap((each) => Object.values(each))
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('contain no build tool in production', () => {
    const tools =
      /^(vite|rolldown|tailwindcss|@tailwindcss\/.*|@vitejs\/.*|esbuild|typescript|tsx|drizzle-kit)$/
    expect(Object.keys(manifest.dependencies).filter((name) => tools.test(name))).toEqual([])
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
    expect(read('.npmrc')).toMatch(/^legacy-peer-deps=true$/m)
  })
})
