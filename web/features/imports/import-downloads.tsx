import { useQueryClient } from '@tanstack/react-query'
import { Download, KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { ImportDetails } from '#contracts/imports/schemas.ts'
import { api, request } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { onDownloadClick } from '../../shared/session/download.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.imports

/** The failed rows as a file, to correct and upload again. */
export function FailedRows({ shown: { id, counts } }: { shown: ImportDetails }) {
  if (counts.failed + counts.invalid === 0) return null
  return (
    <a
      href={`/api/v1/imports/${id}/rows.csv?state=failed`}
      download
      onClick={onDownloadClick}
      title={text.failedFileHelp}
      className={buttonClass('secondary')}
    >
      <Download aria-hidden className="size-4" />
      {text.failedFile}
    </a>
  )
}

/** Generated passwords and links, which can be downloaded once. */
export function ImportCredentials({ shown }: { shown: ImportDetails }) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { id, status, credentials } = shown
  const hasEnded = status === 'finished' || status === 'cancelled'
  const save = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      const response = await request(`/api/v1/imports/${id}/credentials.csv`, {
        method: 'POST',
        headers: { 'idempotency-key': randomUuid() },
      })
      const name = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await response.blob())
      link.download = name ?? 'credentials.csv'
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setBusy(false)
      void queryClient.invalidateQueries({ queryKey: api.imports.get.key({ input: { id } }) })
    }
  }
  if (credentials.waiting === 0)
    return credentials.downloadedBy === null ? null : (
      <p className="text-sm text-muted">
        <Sentence text={text.credentialsGone} values={[credentials.downloadedBy]} />
      </p>
    )
  return (
    <Notice tone="warn" icon={KeyRound}>
      <p className="font-medium">{text.credentialsWaiting(credentials.waiting)}</p>
      <p>{hasEnded ? text.credentialsHelp : text.credentialsRunning}</p>
      {hasEnded && (
        <p className="mt-2">
          <Button size="sm" blocked={busy} onClick={() => void save()}>
            {busy ? text.working : text.credentialsDownload}
          </Button>
        </p>
      )}
      <FormError message={failure} />
    </Notice>
  )
}
