import { useState } from 'react'
import { request } from '../../lib/api.ts'
import { copyText } from '../../lib/copy-text.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

/** All about the operation as text, without secrets: for whoever helps. */
export function CopyDiagnostics({ operationId }: { operationId: string }) {
  const [busy, setBusy] = useState(false)
  const copy = async (button: HTMLElement) => {
    setBusy(true)
    try {
      const answer = await request(`/api/v1/operations/${encodeURIComponent(operationId)}/diagnostics`)
      const copied = await copyText(await answer.text(), button)
      if (copied) toast.success(words.operations.diagnosticsCopied)
      else toast.error(words.operations.notCopied)
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="sm" blocked={busy} onClick={(event) => void copy(event.currentTarget)}>
      {words.operations.copyDiagnostics}
    </Button>
  )
}
