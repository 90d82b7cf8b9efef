import { Component, type ReactNode, Suspense, useEffect, useState } from 'react'
import { isMissingFile, reloadOnce } from '../lib/missing-file.ts'
import { LoadError } from './states.tsx'

interface LazyPartProps {
  children: ReactNode
  fallback?: ReactNode
  /** For optional parts, such as a tooltip: a file that cannot be loaded shows nothing. */
  dispensable?: boolean
}

/** A part of a page that is loaded on demand. If it cannot be loaded, the rest of the page stays usable. */
export class LazyPart extends Component<LazyPartProps, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { children, fallback, dispensable = false } = this.props
    const { error } = this.state
    if (error === null) return <Suspense fallback={fallback}>{children}</Suspense>
    if (!isMissingFile(error)) throw error
    return dispensable ? null : <MissingPart error={error} />
  }
}

function MissingPart({ error }: { error: Error }) {
  const [reloads, setReloads] = useState(true)
  useEffect(() => setReloads(reloadOnce(error)), [error])
  if (reloads) return null
  return (
    <div className="fixed inset-x-3 bottom-3 z-50 mx-auto max-w-xl rounded-md bg-surface shadow-lg">
      <LoadError error={error} onRetry={() => window.location.reload()} />
    </div>
  )
}
