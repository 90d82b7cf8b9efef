import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '../lib/query-client.ts'
import { Toaster } from '../ui/toaster.tsx'
import { makeRouter } from './router.tsx'
import '../ui/theme.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

/** In development, `/ui` shows every component. A build does not contain it. */
async function firstPage() {
  if (import.meta.env.DEV && window.location.pathname === '/ui') {
    const { GalleryPage } = await import('./gallery/gallery-page.tsx')
    return <GalleryPage />
  }
  // The shell of the page's file stays in view until the page itself can take its place.
  const router = makeRouter()
  await router.load()
  return (
    <>
      <RouterProvider router={router} />
      <Toaster />
    </>
  )
}

// Not awaited: pages share a file with this module, so an import of a page would wait for this module.
void firstPage().then((page) =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>{page}</QueryClientProvider>
    </StrictMode>,
  ),
)
