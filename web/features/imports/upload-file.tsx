import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, request } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { FileDrop } from '../../ui/file-drop.tsx'
import { words } from '../../words/index.ts'

const text = words.imports

/** Uploads a file as soon as it is chosen or dropped. @param onUploaded with the id of the new import */
export function UploadFile({ onUploaded }: { onUploaded: (id: string) => void }) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const upload = async (file: File) => {
    setBusy(true)
    setFailure(null)
    try {
      const response = await request(`/api/v1/imports?fileName=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', 'idempotency-key': randomUuid() },
        body: file,
      })
      const uploaded: { id: string } = await response.json()
      void queryClient.invalidateQueries({ queryKey: api.imports.list.key() })
      onUploaded(uploaded.id)
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <FileDrop
      label={text.choose}
      busyLabel={text.uploading}
      busy={busy}
      help={text.drop}
      failure={failure}
      onFile={(file) => void upload(file)}
    />
  )
}
