import { request } from '../../lib/api.ts'
import { copyText } from '../../lib/copy-text.ts'
import { explain } from '../../lib/problem.ts'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

/** Copies all facts about the operation as text, without secrets, to send to support. */
export async function copyDiagnostics(operationId: string): Promise<void> {
  try {
    const answer = await request(`/api/v1/operations/${encodeURIComponent(operationId)}/diagnostics`)
    const focused = document.activeElement
    const near = focused instanceof HTMLElement && focused !== document.body ? focused : document.body
    const copied = await copyText(await answer.text(), near)
    if (copied) toast.success(words.operations.diagnosticsCopied)
    else toast.error(words.operations.notCopied)
  } catch (error) {
    toast.error(explain(error))
  }
}
