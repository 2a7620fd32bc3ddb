import { defineSystem } from 'millwright';

// The tables are made: node make-events.ts writes them.
export default defineSystem({
  kind: 'recommend',

  requirements: {
    objective: 'people register for events that they would not have found',
    constraints: ['an event that has begun or is sold out is never shown, nor one that is not on sale yet'],
  },

  data: {
    interactions: { file: 'registrations.csv', user: 'person', item: 'event', time: 'at' },
    items: { file: 'events.csv', id: 'event', added: 'onSale' },
    users: { file: 'people.csv', id: 'person' },
    friends: { file: 'friends.csv', from: 'person', to: 'friend' },
    split: { name: 'time', validation: 0.15, test: 0.15 },
  },

  rerankers: [{ name: 'eligibility', until: 'start', stock: 'left' }],
});
