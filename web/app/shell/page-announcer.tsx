import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { expectPage, useAnnouncement } from '../../lib/page-title.ts'

/** Returns the page of an address. Tabs, filters and the dialog at /customers/new belong to the same page. */
function pageOf(pathname: string): string {
  const [place = '', id = '', part = ''] = pathname.split('/').filter(Boolean)
  if (place === 'customers' && id === 'new') return `${place}/`
  return place === 'payments' ? `${place}/${id}/${part}` : `${place}/${id}`
}

/** Announces the title of a new page to screen readers. The browser does so only for documents. */
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
