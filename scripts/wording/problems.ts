import { bannedPhrases, exemptValues } from './phrases.ts'
import { type Prose, proseOfSource } from './prose.ts'

export interface Problem {
  readonly line: number
  readonly phrase: string
  readonly write: string
}

/** Returns the banned phrases in a document or a TypeScript file. Code, paths and identifiers are not checked. */
export function problemsOfFile(path: string, text: string): Problem[] {
  const prose = path.endsWith('.md') ? proseOfDocument(text) : proseOfSource(path, text)
  return prose
    .filter((each) => !exemptValues.has(each.text))
    .flatMap((each) => problemsOf(each).map((problem) => ({ ...problem, line: lineAt(text, each.start) })))
}

const subjectForm = /^(?:feat|fix|docs|test|refactor|perf|build|style|chore)(?:\([a-z0-9-]+\))?!?: \S.*[^.]$/

/** Returns the problems of a commit subject: its form, its length and its phrases. */
export function problemsOfSubject(subject: string): string[] {
  const phrases = problemsOf({ kind: 'document', text: subject, start: 0, end: subject.length })
  return [
    ...(subjectForm.test(subject) ? [] : ['must be "type(scope): imperative subject" without a period']),
    ...(subject.length <= 72 ? [] : [`has ${subject.length} characters; the limit is 72`]),
    ...phrases.map(({ phrase, write }) => `has "${phrase}"; write: ${write}`),
  ]
}

function problemsOf({ kind, text }: Prose): { phrase: string; write: string }[] {
  const words = withoutCode(text)
  return bannedPhrases.flatMap(({ pattern, write, proseOnly }) => {
    const phrase = proseOnly && kind === 'text' ? undefined : pattern.exec(words)?.[0]
    return phrase === undefined ? [] : [{ phrase, write }]
  })
}

/** Removes inline code, quoted codes, links, and tokens such as paths and addresses. */
const withoutCode = (text: string): string =>
  text
    .replace(/\{@link [^}]*\}/g, ' … ')
    .replace(/`[^`]*`|'[\w.-]+'/g, ' … ')
    .replace(/\S*\w[/:@]\w\S*|\S+\.(?:ts|md|json)\b/g, ' … ')
    .replace(/\s+/g, ' ')
    .trim()

/** Returns the paragraphs, table rows and list items of a Markdown text, without its code blocks. */
function proseOfDocument(text: string): Prose[] {
  const withoutBlocks = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ' '))
  return [...withoutBlocks.matchAll(/[^\n]+(?:\n(?![\n|#*-]|\d+\. )[^\n]+)*/g)].map((found) => ({
    kind: 'document',
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }))
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
