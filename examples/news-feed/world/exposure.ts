/** What the feed has done to a reader by the time he looks at a post: the part of the truth that a ranking moves. */
export interface Exposure {
  /** The reader follows the author. */
  follows: boolean;
  /** A friend of his has liked it. */
  friendLiked: boolean;
  /** He has been shown another post that tells the same. */
  repeat: boolean;
  /** Posts above it in this session of the same topic, of the same author. */
  sameTopic: number;
  sameAuthor: number;
}

export const noExposure = (): Exposure => ({
  follows: false,
  friendLiked: false,
  repeat: false,
  sameTopic: 0,
  sameAuthor: 0,
});
