import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { expectPage, useAnnouncement } from '../../lib/page-title.ts'

/** The page of an address: tabs, filters and the dialog at /customers/new do not make it another one. */
function pageOf(pathname: string): string {
  const [place = '', id = ''] = pathname.split('/').filter(Boolean)
  return place === 'customers' && id === 'new' ? `${place}/` : `${place}/${id}`
}

/** Tells screen readers that a link led to another page, and which: the browser does so only for documents. */
export function PageAnnouncer() {
  const router = useRouter()
  const title = useAnnouncement()
  useEffect(
    () =>
      router.subscribe('onBeforeLoad', ({ fromLocation, toLocation }) => {
        if (fromLocation && pageOf(fromLocation.pathname) !== pageOf(toLocation.pathname)) expectPage()
      }),
    [router],
  )
  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  )
}
