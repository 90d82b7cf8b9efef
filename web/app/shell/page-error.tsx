import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { isMissingFile } from '../../lib/missing-file.ts'
import { LoadError } from '../../ui/states.tsx'

/** A page that could not be loaded or shown: the rest of the application stays. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className="mx-auto max-w-xl py-12">
      <LoadError
        error={error}
        onRetry={() => {
          // The browser and the router remember a file that was missing.
          if (isMissingFile(error)) return window.location.reload()
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}
