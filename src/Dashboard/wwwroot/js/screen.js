// What the server cannot know: asked once by a page that arranges itself differently on a phone.
export const narrow = () => matchMedia("(max-width: 720px)").matches;
