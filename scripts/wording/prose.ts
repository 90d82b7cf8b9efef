import { parseSync, Visitor } from 'rolldown/utils'

interface Range {
  /** Offset of the first character in the file. */
  readonly start: number
  readonly end: number
}

/** One comment, string or paragraph of a file. */
export interface Prose extends Range {
  readonly kind: 'comment' | 'text' | 'document'
  readonly text: string
}

type Comment = ReturnType<typeof parseSync>['comments'][number]

/** Returns the comments and the texts of a TypeScript file. Identifiers, imports and SQL are not among them. */
export function proseOfSource(fileName: string, source: string): Prose[] {
  const { program, comments, errors } = parseSync(fileName, source)
  if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`)
  const texts: Prose[] = []
  const imports: Range[] = []
  const sqlStarts = new Set<number>()
  new Visitor({
    ImportDeclaration: (node) => void imports.push(node),
    ExportAllDeclaration: (node) => void imports.push(node),
    TSImportType: (node) => void imports.push(node),
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.type === 'Identifier' && tag.name === 'sql') sqlStarts.add(quasi.start)
    },
    Literal: ({ value, start, end }) => {
      if (typeof value === 'string') texts.push({ kind: 'text', text: value, start, end })
    },
    TemplateLiteral: ({ quasis, start, end }) => {
      const text = quasis.map(({ value }) => value.cooked ?? '').join('…')
      if (!sqlStarts.has(start)) texts.push({ kind: 'text', text, start, end })
    },
    JSXText: ({ value, start, end }) => void texts.push({ kind: 'text', text: value, start, end }),
  }).visit(program)
  const isImported = (text: Range) => imports.some(({ start, end }) => start <= text.start && text.end <= end)
  const all = [...joined(comments, source), ...texts.filter((text) => !isImported(text))]
  return all.toSorted((a, b) => a.start - b.start)
}

/** Joins consecutive line comments, so that a phrase is found across a line break. */
function joined(comments: readonly Comment[], source: string): Prose[] {
  const groups: Prose[] = []
  for (const { type, value, start, end } of comments) {
    const text = (type === 'Block' ? value.replace(/^\s*\*+ ?/gm, '') : value).trim()
    const last = groups.at(-1)
    const continues =
      last !== undefined &&
      type === 'Line' &&
      source.startsWith('//', last.start) &&
      source.slice(last.end, start).trim() === ''
    if (continues) groups[groups.length - 1] = { ...last, text: `${last.text}\n${text}`, end }
    else groups.push({ kind: 'comment', text, start, end })
  }
  return groups
}
