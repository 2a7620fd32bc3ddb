import type { ServiceFacts, VersionDocuments } from '../../../contracts/document.ts';
import { dataSheet } from './data-sheet.ts';
import { designDocument } from './design-document.ts';
import { modelCard } from './model-card.ts';
import type { VersionStory } from './story.ts';

/** Every document of a version. service: null where nobody looked. */
export const versionDocuments = (story: VersionStory, service: ServiceFacts | null): VersionDocuments => ({
  'design-document': designDocument(story, service),
  'model-card': modelCard(story, service),
  'data-sheet': dataSheet(story),
});
