import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BankLine, BankLineConfirmation, BankLineResult } from '#contracts/bank-statements/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'

const linesAtOnce = 100

export const useStatement = (id: string) => useQuery(api.bankStatements.get.queryOptions({ input: { id } }))
export const useStatementLines = (id: string) =>
  useQuery(api.bankStatements.lines.queryOptions({ input: { id } }))

export interface RecordedResult {
  readonly recorded: number
  /** The reason of each refused line, by its id. */
  readonly refused: ReadonlyMap<string, string>
}

/** The calls that settle lines. Each shows its lines at once. */
export function useStatementActions(id: string) {
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const show = ({ items }: Pick<BankLineResult, 'items'>) => {
    const changed = new Map(items.map((line) => [line.id, line]))
    queryClient.setQueryData(
      api.bankStatements.lines.queryKey({ input: { id } }),
      (shown: { items: BankLine[] } | undefined) =>
        shown && { items: shown.items.map((line) => changed.get(line.id) ?? line) },
    )
  }
  const refresh = () => {
    for (const entity of [
      api.bankStatements,
      api.invoices,
      api.payments,
      api.ledger,
      api.dunning,
      api.reports,
    ])
      void queryClient.invalidateQueries({ queryKey: entity.key() })
  }
  const once = () => ({ context: { idempotencyKey: randomUuid() } })
  /** In parts, so that a long file shows its progress. A part can be repeated: no line is recorded twice. */
  const record = async (lines: BankLineConfirmation['lines']): Promise<RecordedResult> => {
    const refused = new Map<string, string>()
    setProgress({ done: 0, total: lines.length })
    try {
      for (let from = 0; from < lines.length; from += linesAtOnce) {
        const part = lines.slice(from, from + linesAtOnce)
        const result = await client.bankStatements.confirm({ id, lines: part }, once())
        for (const { lineId, message } of result.refused) refused.set(lineId, message)
        show(result)
        setProgress({ done: from + part.length, total: lines.length })
      }
      return { recorded: lines.length - refused.size, refused }
    } finally {
      setProgress(null)
      refresh()
    }
  }
  const leaveOut = async (lineId: string): Promise<void> => {
    try {
      show(await client.bankStatements.ignore({ id, lines: [lineId] }, once()))
    } finally {
      refresh()
    }
  }
  return { record, leaveOut, progress }
}
