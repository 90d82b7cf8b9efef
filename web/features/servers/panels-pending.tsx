import type { ReactNode } from 'react'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'

interface PanelsPendingProps {
  title: ReactNode
  panels: { error: unknown; isError: boolean; refetch: () => unknown }
  onClose: () => void
}

/** Shown until the fields of the form are loaded. */
export function PanelsPending({ title, panels, onClose }: PanelsPendingProps) {
  return (
    <Dialog open onClose={onClose} title={title} wide>
      <DialogBody>
        {panels.isError ? (
          <LoadError error={panels.error} onRetry={() => void panels.refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </DialogBody>
    </Dialog>
  )
}
