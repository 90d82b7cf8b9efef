import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { LoadError } from '../../ui/states.tsx'

/** A page that could not be loaded or shown: the rest of the application stays. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className="mx-auto max-w-xl py-12">
      <LoadError
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}
