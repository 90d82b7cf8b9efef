import { Upload } from 'lucide-react'
import { useId, useState } from 'react'
import { buttonClass } from './button.tsx'
import { FormError } from './form-error.tsx'

interface FileDropProps {
  label: string
  /** Shown in place of the label while a file is sent. */
  busyLabel: string
  busy: boolean
  help: string
  /** Why the last file was refused. */
  failure: string | null
  onFile: (file: File) => void
}

/** A field for a CSV file, which can be chosen or dropped. It is sent as soon as it is there. */
export function FileDrop({ label, busyLabel, busy, help, failure, onFile }: FileDropProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (file: File | undefined) => {
    if (file && !busy) onFile(file)
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
        take(event.dataTransfer.files[0])
      }}
      className={`mb-5 rounded-lg border border-dashed px-4 py-7 text-center ${over ? 'border-accent bg-sunken' : 'border-line-strong'}`}
    >
      <label
        htmlFor={id}
        className={`${buttonClass('primary')} cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent`}
      >
        <Upload aria-hidden className="size-4" />
        {busy ? busyLabel : label}
        <input
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          className="sr-only"
          // Not disabled while it uploads: the focus would be lost.
          aria-disabled={busy}
          aria-invalid={failure !== null || undefined}
          aria-describedby={`${id}-help ${id}-error`}
          onChange={(event) => {
            take(event.target.files?.[0])
            // The same file can be chosen again after a correction.
            event.target.value = ''
          }}
        />
      </label>
      <p id={`${id}-help`} className="mt-2 text-sm text-muted">
        {help}
      </p>
      <div id={`${id}-error`} className="mx-auto mt-2 max-w-prose text-left wrap-anywhere">
        <FormError message={failure} />
      </div>
    </div>
  )
}
