import pg from 'pg'
import { Written } from './statements.ts'
import { wrap } from './wrap.ts'

const statementOf = ([first, second]: readonly unknown[]): [text: string, values: unknown] => {
  if (typeof first === 'string') return [first, second]
  if (typeof first !== 'object' || first === null) return ['', undefined]
  const text: unknown = Reflect.get(first, 'text')
  return [String(text), Reflect.get(first, 'values') ?? second]
}

/** Observes the commits of PostgreSQL, for each connection. */
export function watchPostgres(): void {
  const open = new WeakMap<object, Written>()
  wrap(pg.Client.prototype, 'query', ({ self, args, go }) => {
    const [text, values] = statementOf(args)
    if (/^begin\b/i.test(text)) open.set(self, new Written())
    const written = open.get(self)
    if (/^(commit|rollback)\b/i.test(text)) {
      open.delete(self)
      if (/^commit\b/i.test(text)) written?.beforeCommit()
      const result = go(...args)
      after(result, () => written?.afterCommit())
      return result
    }
    if (written) {
      written.add(text, values)
      return go(...args)
    }
    // A statement outside any transaction is its own transaction.
    const alone = new Written({ isAlone: true })
    alone.add(text, values)
    alone.beforeCommit()
    const result = go(...args)
    after(result, (answer) => {
      alone.answered(text, answer)
      alone.afterCommit()
    })
    return result
  })
}

/** Callers handle statements that fail. */
function after(result: unknown, then: (answer: unknown) => void): void {
  if (result instanceof Promise) result.then(then, () => {})
}
