import { useQueryClient } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useId, useState } from 'react'
import { api, request } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { buttonClass } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'

const text = words.imports

/** Uploads a file as soon as it is chosen or dropped. @param onUploaded with the id of the new import */
export function UploadFile({ onUploaded }: { onUploaded: (id: string) => void }) {
  const id = useId()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const upload = async (file: File | undefined) => {
    if (!file || busy) return
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
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the file input in it
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void upload(event.dataTransfer.files[0])
      }}
      className={`mb-5 rounded-lg border border-dashed px-4 py-7 text-center ${over ? 'border-accent bg-sunken' : 'border-line-strong'}`}
    >
      <label
        htmlFor={id}
        className={`${buttonClass('primary')} cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent`}
      >
        <Upload aria-hidden className="size-4" />
        {busy ? text.uploading : text.choose}
        <input
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          className="sr-only"
          // Not disabled while it uploads: the focus would be lost.
          aria-disabled={busy}
          onChange={(event) => {
            void upload(event.target.files?.[0])
            // The same file can be chosen again after a correction.
            event.target.value = ''
          }}
        />
      </label>
      <p className="mt-2 text-sm text-muted">{text.drop}</p>
      <div className="mx-auto mt-2 max-w-prose text-left">
        <FormError message={failure} />
      </div>
    </div>
  )
}
