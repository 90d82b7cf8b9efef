import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')

/** Every schema that a file of contracts/ exports, by its type name: `hostingAccount` is HostingAccount. */
export async function namedSchemas(): Promise<Map<string, z.ZodType>> {
  const named = new Map<string, z.ZodType>()
  for (const path of globSync(['contracts/problem.ts', 'contracts/*/schemas.ts'], { cwd: root }).toSorted()) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(root, path)).href)
    for (const [name, value] of Object.entries(exported)) {
      if (!(value instanceof z.ZodType)) continue
      const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
      if (named.has(typeName)) throw new Error(`Two files of contracts/ export the schema ${name}.`)
      named.set(typeName, value)
    }
  }
  return named
}
