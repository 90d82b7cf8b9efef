import { Bookmark } from 'lucide-react'
import { lazy, useState } from 'react'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { words } from '../../words/index.ts'
import type { ViewedList } from './viewed-list.ts'

const load = () => import('./views-dialog.tsx')
const ViewsDialog = lazy(() => load().then(({ ViewsDialog }) => ({ default: ViewsDialog })))

/** Opens the saved views of a list. They are loaded when they are opened. */
export function ViewsButton({ list, size }: { list: ViewedList; size?: 'sm' }) {
  const [open, setOpen] = useState(false)
  return (
    <May permission="saved-views.write">
      <Button
        {...(size ? { size } : {})}
        className="print:hidden"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        <Bookmark aria-hidden className="size-4" />
        {words.common.views}
      </Button>
      <LazyPart>{open && <ViewsDialog list={list} onClose={() => setOpen(false)} />}</LazyPart>
    </May>
  )
}
