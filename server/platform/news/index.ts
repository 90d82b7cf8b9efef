export { type News, newsConnection, openNews } from './news.ts'
