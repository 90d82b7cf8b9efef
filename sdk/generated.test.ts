import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateSdk } from '../scripts/sdk/generate.ts'
import { type JsonSchema, typeText } from '../scripts/sdk/type-text.ts'

const root = join(import.meta.dirname, '..')

const formatted = (path: string, input: string) =>
  execFileSync('biome', ['check', '--write', `--stdin-file-path=${path}`], {
    cwd: root,
    input,
    encoding: 'utf8',
  })

describe('The generated client', () => {
  it('is that of the current contract (npm run sdk:generate)', async () => {
    for (const [path, text] of await generateSdk())
      expect(readFileSync(join(root, path), 'utf8'), path).toBe(formatted(path, text))
  })

  it('has no call that refuses API tokens', () => {
    const client = readFileSync(join(root, 'sdk/src/generated/client.ts'), 'utf8')
    expect(client).toContain('needs `customers.write`')
    expect(client).not.toMatch(/\/v1\/(me|team|api-tokens|portal|setup)\b/)
  })
})

describe('The type of a schema', () => {
  it.each<[JsonSchema, string, string]>([
    [{ type: 'integer' }, 'number', 'number'],
    [{ type: ['string', 'null'] }, 'string | null', 'string | null'],
    [{ enum: ['a', 'b'] }, '"a" | "b"', '"a" | "b"'],
    [{ const: 200 }, '200', '200'],
    [{ anyOf: [{ $ref: 'Name' }, { type: 'null' }] }, 'Name | null', 'Name | null'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]', '("a" | "b")[]'],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      'Record<string, string>',
      'Record<string, string>',
    ],
    [{ type: 'object', properties: {} }, 'Record<string, never>', 'Record<string, never>'],
    [
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['a'] },
      '{\n"a": string\n"b"?: string | undefined\n}',
      '{\n"a": string\n"b"?: string\n}',
    ],
    [{}, 'unknown', 'unknown'],
  ])('%j', (schema, input, output) => {
    const nameOf = (ref: string) => ref
    expect(typeText(schema, { io: 'input', nameOf })).toBe(input)
    expect(typeText(schema, { io: 'output', nameOf })).toBe(output)
  })
})
