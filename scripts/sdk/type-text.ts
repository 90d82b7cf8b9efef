/** The part of JSON Schema that zod writes for the schemas of the contract. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
}

/** `input`: an optional property may also be undefined, so that callers need not leave it out. */
export interface TypeTextOptions {
  readonly io: 'input' | 'output'
  /** Returns the name of a type that is written elsewhere. */
  readonly nameOf: (ref: string) => string
}

/** Returns the TypeScript type of a JSON schema, unformatted. Limits of numbers and texts have no type. */
export function typeText(schema: JsonSchema, options: TypeTextOptions): string {
  const textOf = (part: JsonSchema) => typeText(part, options)
  const { $ref, type, properties } = schema
  if ($ref !== undefined) return options.nameOf($ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return unionOf(schema.enum.map((value) => JSON.stringify(value)))
  const either = schema.anyOf ?? schema.oneOf
  if (either) return unionOf(either.map(textOf))
  if (schema.allOf) return schema.allOf.map((part) => `(${textOf(part)})`).join(' & ')
  if (Array.isArray(type)) return unionOf(type.map((one) => textOf({ ...schema, type: one })))
  if (type === 'array') return `(${textOf(schema.items ?? {})})[]`
  if (type === 'object') return properties ? objectText(schema, options) : recordText(schema, options)
  if (type === 'string' || type === 'boolean' || type === 'null') return type
  if (type === 'number' || type === 'integer') return 'number'
  return 'unknown'
}

const unionOf = (members: readonly string[]) => [...new Set(members)].join(' | ')

function objectText({ properties = {}, required = [] }: JsonSchema, options: TypeTextOptions): string {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const isRequired = required.includes(name)
    const orUndefined = isRequired || options.io === 'output' ? '' : ' | undefined'
    return `${JSON.stringify(name)}${isRequired ? '' : '?'}: ${typeText(schema, options)}${orUndefined}`
  })
  return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n}`
}

const recordText = ({ additionalProperties }: JsonSchema, options: TypeTextOptions) =>
  `Record<string, ${typeof additionalProperties === 'object' ? typeText(additionalProperties, options) : 'unknown'}>`
