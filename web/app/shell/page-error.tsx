import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { isMissingFile } from '../../lib/missing-file.ts'
import { LoadError } from '../../ui/states.tsx'

/** A page that could not be loaded or shown. The rest of the application stays usable. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className="mx-auto max-w-xl py-12">
      <LoadError
        error={error}
        onRetry={() => {
          // The browser and the router cache the failed import of a missing file.
          if (isMissingFile(error)) return window.location.reload()
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}
