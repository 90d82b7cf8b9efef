import type { FieldProblem } from '#contracts/problem.ts'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
  readonly code?: string | undefined
}

const segment = (part: PropertyKey | { readonly key: PropertyKey }) =>
  String(typeof part === 'object' ? part.key : part)

/** Returns schema issues by field. An issue with the whole body has the path "". */
export const fieldProblems = (issues: readonly Issue[]): FieldProblem[] =>
  issues.map(({ path, code, message }) => {
    const dotted = (path ?? []).map(segment).join('.')
    // The contract's own messages are sentences. Those of the schema library are not, and name types instead
    // of fields.
    const words = /[.!?]$/.test(message)
      ? message
      : `${dotted === '' ? 'The body' : dotted} is not valid: ${message.replace(/^Invalid \w+: /, '')}.`
    return { path: dotted, code: code ?? 'invalid', message: words }
  })
