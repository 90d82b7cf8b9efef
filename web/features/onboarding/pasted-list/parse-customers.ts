export interface PastedCustomer {
  /** The line number in the pasted text, starting at 1. */
  line: number
  email: string
  fullName: string
  companyName: string | null
}

/** `Anna Keller <anna@example.com>`, also several on one line, as mail programs copy them. */
const addressee = /([^<>]*)<\s*([^<>\s]+)\s*>/g

/**
 * Reads names and email addresses: `Name <email>`, `email, name`, `name, email`, tab or semicolon between them, or CSV
 * with a header. A line without an email address or a name is kept with an empty one.
 */
export function parseCustomers(text: string): PastedCustomer[] {
  const lines = text
    .split(/\r?\n/)
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
  const [first, ...rest] = lines
  const header = first && readHeader(first.content)
  if (header) return rest.map(({ content, line }) => ({ line, ...byHeader(content, header) }))
  return lines.flatMap(({ content, line }) =>
    withoutHeader(content).map((customer) => ({ line, ...customer })),
  )
}

type ParsedCustomer = Omit<PastedCustomer, 'line'>

function withoutHeader(content: string): ParsedCustomer[] {
  const addressees = [...content.matchAll(addressee)]
  if (addressees.length > 0)
    return addressees.map(([, name = '', email = '']) => ({
      email,
      fullName: unquote(name.replace(/^[\s,;]+/, '')),
      companyName: null,
    }))
  const cells = cellsOf(content, separatorOf(content))
  const parts = cells.length > 1 ? cells : content.split(/\s+/)
  const email = parts.find((part) => part.includes('@')) ?? ''
  const others = parts.filter((part) => part !== email && part !== '')
  if (cells.length === 1) return [{ email, fullName: others.join(' '), companyName: null }]
  const [fullName = '', companyName = null] = others
  return [{ email, fullName, companyName }]
}

type Column = 'email' | 'fullName' | 'firstName' | 'lastName' | 'companyName'

const columnNames: Readonly<Record<Column, RegExp>> = {
  email: /^e-?mail( ?address)?$/i,
  fullName: /^(full ?name|name|customer|contact)$/i,
  firstName: /^(first|given) ?name$/i,
  lastName: /^(last|family|sur) ?name$/i,
  companyName: /^(company( ?name)?|organi[sz]ation)$/i,
}

interface Header {
  separator: string
  columns: Partial<Record<Column, number>>
}

/** Null if the line is not a header with an email column. */
function readHeader(content: string): Header | null {
  if (content.includes('@')) return null
  const separator = separatorOf(content)
  const names = cellsOf(content, separator).map((name) => name.replaceAll('_', ' '))
  const columns: Header['columns'] = {}
  for (const [column, pattern] of Object.entries(columnNames) as [Column, RegExp][]) {
    const index = names.findIndex((name) => pattern.test(name))
    if (index >= 0) columns[column] = index
  }
  return columns.email === undefined ? null : { separator, columns }
}

function byHeader(content: string, { separator, columns }: Header): ParsedCustomer {
  const cells = cellsOf(content, separator)
  const cell = (column: Column) => {
    const index = columns[column]
    return index === undefined ? '' : (cells[index] ?? '')
  }
  const fullName = cell('fullName') || `${cell('firstName')} ${cell('lastName')}`.trim()
  return { email: cell('email'), fullName, companyName: cell('companyName') || null }
}

const separatorOf = (content: string) => ['\t', ';'].find((mark) => content.includes(mark)) ?? ','

/** Returns the cells of a CSV line. A quoted cell may contain the separator. Two quotes in it mean one. */
function cellsOf(content: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const character of content) {
    if (character === '"') quoted = !quoted
    if (character === separator && !quoted) {
      cells.push(unquote(cell))
      cell = ''
    } else cell += character
  }
  return [...cells, unquote(cell)]
}

function unquote(text: string): string {
  const trimmed = text.trim()
  const quoted = /^"(.*)"$/.exec(trimmed)?.[1]
  return (quoted ?? trimmed).replaceAll('""', '"').trim()
}
