import { parseSync, Visitor } from 'rolldown/utils'

/** One comment, string or paragraph of a file. */
export interface Prose {
  readonly kind: 'comment' | 'text' | 'document'
  readonly text: string
  /** Offset of the first character in the file. */
  readonly start: number
  readonly end: number
}

type Comment = ReturnType<typeof parseSync>['comments'][number]

/** Returns the comments and the texts of a TypeScript file. Identifiers, imports and SQL are not among them. */
export function proseOfSource(fileName: string, source: string): Prose[] {
  const { program, comments, errors } = parseSync(fileName, source)
  if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`)
  const texts: Prose[] = []
  const ignored: { start: number; end: number }[] = []
  const ignore = ({ start, end }: { start: number; end: number }) => ignored.push({ start, end })
  new Visitor({
    ImportDeclaration: ignore,
    ExportAllDeclaration: ignore,
    TSImportType: ignore,
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.type === 'Identifier' && tag.name === 'sql') ignored.push(...quasi.quasis.map(rangeOf))
    },
    Literal: (node) => {
      if (typeof node.value === 'string')
        texts.push({ kind: 'text', text: node.value, start: node.start, end: node.end })
    },
    TemplateLiteral: ({ quasis, start, end }) =>
      texts.push({ kind: 'text', text: quasis.map(({ value }) => value.cooked ?? '').join('…'), start, end }),
    JSXText: ({ value, start, end }) => texts.push({ kind: 'text', text: value, start, end }),
  }).visit(program)
  const inside = (prose: Prose) =>
    ignored.some(({ start, end }) => start <= prose.start && prose.end <= end) ||
    isSqlTemplate(prose, ignored)
  return [...joined(comments, source), ...texts.filter((prose) => !inside(prose))].toSorted(
    (a, b) => a.start - b.start,
  )
}

const rangeOf = ({ start, end }: { start: number; end: number }) => ({ start, end })

/** Consecutive line comments are one text, so that a phrase is found across a line break. */
function joined(comments: readonly Comment[], source: string): Prose[] {
  const groups: Prose[] = []
  for (const { type, value, start, end } of comments) {
    const text = type === 'Block' ? value.replace(/^\s*\*+ ?/gm, '') : value
    const last = groups.at(-1)
    if (
      last &&
      type === 'Line' &&
      source.startsWith('//', last.start) &&
      /^\s*$/.test(source.slice(last.end, start))
    )
      groups[groups.length - 1] = { ...last, text: `${last.text}\n${text.trim()}`, end }
    else groups.push({ kind: 'comment', text: text.trim(), start, end })
  }
  return groups
}

const isSqlTemplate = ({ start }: Prose, ignored: readonly { start: number }[]) =>
  ignored.some((range) => range.start === start)
