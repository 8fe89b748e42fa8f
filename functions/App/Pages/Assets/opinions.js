// Ticking texts to merge fills in the merged text, as they are typed just now, until somebody has worded it.
const form = document.querySelector('form[data-form=opinions]');
const merged = form?.elements.merged;
let filled = merged?.value;
form?.addEventListener('change', event => {
  if (event.target.name !== 'texts' || merged.value !== filled) {
    return;
  }
  filled = Array.from(
    form.querySelectorAll('[name=texts]:checked'), box => form.elements[`words.${box.value}`]?.value ?? box.dataset.words).join('\n');
  merged.value = filled;
});

// Every button saves what is typed; a link does not.
let isSending = false;
document.addEventListener('submit', () => { isSending = true; }, true);
addEventListener('beforeunload', event => {
  const fields = [...document.querySelectorAll('main form textarea')];
  if (!isSending && fields.some(field => field.value !== field.defaultValue && !(field === merged && field.value === filled))) {
    event.preventDefault();
  }
});
addEventListener('pageshow', () => { isSending = false; });
