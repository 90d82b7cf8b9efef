import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultCodes, operationErrorCodes, refusalCodes } from '#contracts/error-codes.ts'
import { type DescribedCall, describedCalls } from './described-calls.ts'
import { namedSchemas } from './named-schemas.ts'
import { type JsonSchema, typeText } from './type-text.ts'

const root = join(import.meta.dirname, '..', '..')
const header = '// Written by `npm run sdk:generate` from contracts/. Do not edit.\n\n'

type Io = 'input' | 'output'

/** Types that end in `Input` are sent, and differ from the type that is received. */
class TypeWriter {
  readonly #schemas: Readonly<Record<Io, Readonly<Record<string, JsonSchema>>>>
  readonly #written = new Map<string, string>()
  /** The types of answers. They are written first. */
  readonly #received = new Set<string>()

  constructor(registry: z.core.$ZodRegistry<{ id: string }>) {
    const schemasFor = (io: Io) =>
      z.toJSONSchema(registry, { io, unrepresentable: 'any', uri: (id) => id }).schemas as Record<
        string,
        JsonSchema
      >
    this.#schemas = { input: schemasFor('input'), output: schemasFor('output') }
  }

  schema = (id: string, io: Io): JsonSchema => this.#schemas[io][id] ?? {}

  text = (schema: JsonSchema, io: Io): string =>
    typeText(schema, { io, nameOf: (ref) => this.#nameOf(ref, io) })

  /** Writes a type under a name of its own. */
  write(name: string, text: string): string {
    this.#written.set(name, text)
    return name
  }

  types = (): string =>
    [...this.#written]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => `export type ${name} = ${text}\n`)
      .join('\n')

  #nameOf(ref: string, io: Io): string {
    const schema = this.schema(ref, io)
    // A text with a limit is better read as string than as a name.
    const hasName = !ref.startsWith('call:') && (schema.properties || schema.enum || schema.anyOf)
    if (!hasName) return this.text(schema, io)
    const name = io === 'input' && this.#received.has(ref) && this.#differs(ref) ? `${ref}Input` : ref
    if (io === 'output') this.#received.add(ref)
    if (!this.#written.has(name)) {
      this.#written.set(name, '')
      this.#written.set(name, this.text(schema, io))
    }
    return name
  }

  /** Not counting `undefined`, which callers may send everywhere. */
  #differs(ref: string): boolean {
    const [sent, received] = (['input', 'output'] as const).map((io) =>
      typeText(this.schema(ref, io), { io: 'output', nameOf: (name) => name }),
    )
    return sent !== received
  }
}

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** Returns the text of each generated file by its path. */
export async function generateSdk(): Promise<Map<string, string>> {
  const calls = describedCalls()
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of await namedSchemas()) registry.add(schema, { id })
  const idOf = (schema: z.ZodType | null, id: string) => {
    if (schema && !registry.has(schema)) registry.add(schema, { id })
    return schema ? (registry.get(schema)?.id ?? id) : null
  }
  const ids = calls.map((call) => ({
    call,
    input: idOf(call.input, `call:${call.group}.${call.name}:input`),
    output: idOf(call.output, `call:${call.group}.${call.name}:output`),
  }))
  const writer = new TypeWriter(registry)
  for (const { output } of ids) if (output !== null) writer.text({ $ref: output }, 'output')
  const signatures = ids.map(({ call, input, output }) => signatureOf(writer, call, input, output))
  return new Map([
    ['sdk/src/generated/types.ts', `${header}${writer.types()}\n${codesText()}`],
    ['sdk/src/generated/client.ts', `${header}${clientText(calls, signatures, writer)}`],
    ['sdk/src/generated/calls.ts', `${header}${tableText(calls)}`],
  ])
}

interface Signature {
  readonly group: string
  readonly lines: string
}

function signatureOf(
  writer: TypeWriter,
  call: DescribedCall,
  inputId: string | null,
  outputId: string | null,
): Signature {
  const { group, name, answer } = call
  const typeName = `${capital(group)}${capital(name)}`
  const named = (id: string, io: Io, suffix: string) => {
    const text = writer.text({ $ref: id }, io)
    const isShort = text.split('\n').length <= 3
    return isShort ? text : writer.write(`${typeName}${suffix}`, text)
  }
  const output = outputId === null ? 'Download' : named(outputId, 'output', 'Output')
  const plainInput = inputId === null ? null : named(inputId, 'input', 'Input')
  const isOptional = inputId !== null && (writer.schema(inputId, 'input').required ?? []).length === 0
  const input = call.isUpload ? `${plainInput} & { readonly body: UploadBody }` : plainInput
  const argument = input === null ? '' : `input${isOptional && !call.isUpload ? '?' : ''}: ${input}, `
  const doc = `/** ${call.summary}. \`${call.method} ${call.path}\`, needs \`${call.access}\`. */`
  const answerText = answer === 'events' ? `AsyncGenerator<${output}, void>` : `Promise<${output}>`
  const lines = [doc, `${name}(${argument}options?: CallOptions): ${answerText}`]
  const all = allNameOf(call, writer, outputId)
  if (all)
    lines.push(
      `/** Every item of all pages of {@link ${name}}, read as the loop needs them. */`,
      `${all}(${argument}options?: CallOptions): AsyncGenerator<${output}['items'][number], void>`,
    )
  return { group, lines: lines.join('\n') }
}

/** `list` has `all`, and `rows` has `allRows`. */
function allNameOf(call: DescribedCall, writer: TypeWriter, outputId: string | null): string | null {
  if (outputId === null || call.answer !== 'json') return null
  const { properties } = writer.schema(outputId, 'output')
  if (!properties?.items || !properties.nextCursor) return null
  return call.name === 'list' ? 'all' : `all${capital(call.name)}`
}

function clientText(
  calls: readonly DescribedCall[],
  signatures: readonly Signature[],
  writer: TypeWriter,
): string {
  const groups = [...new Set(calls.map(({ group }) => group))]
  const text = groups
    .map((group) => {
      const lines = signatures.filter((one) => one.group === group).map((one) => one.lines)
      return `readonly ${group}: {\n${lines.join('\n')}\n}`
    })
    .join('\n')
  const names = [...writer.types().matchAll(/^export type (\w+)/gm)].map(([, name]) => name ?? '')
  const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text.replace(/\/\*\*.*?\*\//gs, '')))
  return `import type { CallOptions, Download, UploadBody } from '../call.ts'
import type { ${used.join(', ')} } from './types.ts'

/** The calls of the API that an API token can use, by subject. */
export interface Client {
${text}
}
`
}

function tableText(calls: readonly DescribedCall[]): string {
  const groups = Object.groupBy(calls, ({ group }) => group)
  const text = Object.entries(groups).map(([group, members = []]) => {
    const lines = members.map((call) => {
      const { method, path, answer, isUpload } = call
      const facts = { method, path, answer, ...(isUpload && { isUpload }), hasInput: call.input !== null }
      return `${call.name}: ${JSON.stringify(facts)},`
    })
    return `${group}: {\n${lines.join('\n')}\n},`
  })
  const { version } = JSON.parse(readFileSync(join(root, 'sdk/package.json'), 'utf8'))
  return `import type { CallFacts } from '../call.ts'

export const sdkVersion = ${JSON.stringify(version)}

export const calls: Readonly<Record<string, Readonly<Record<string, CallFacts>>>> = {
${text.join('\n')}
}
`
}

const codesText = () => `
/** Every \`code\` of a refused or failed request that this release knows. */
export type ProblemCode = ${[...refusalCodes, ...faultCodes].map((code) => JSON.stringify(code)).join(' | ')}

/** Every \`code\` of an operation's error that this release knows. */
export type OperationErrorCode = ${[...new Set(operationErrorCodes)].map((code) => JSON.stringify(code)).join(' | ')}
`
