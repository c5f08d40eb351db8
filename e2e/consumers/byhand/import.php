<?php
// WordPress's own importer takes files, and what the site has then is printed.
// usage: php import.php SITE PLUGIN FILE...
error_reporting(E_ALL & ~E_DEPRECATED);
$_SERVER['HTTP_HOST'] = $_SERVER['SERVER_NAME'] = '127.0.0.1';
define('WP_LOAD_IMPORTERS', true);
define('IMPORT_DEBUG', true);
list(, $here, $importer) = $argv; // WordPress has names like $plugin of its own
require $here . '/wp-load.php';
foreach (['post', 'image', 'file', 'media', 'taxonomy', 'user', 'import'] as $part) require_once ABSPATH . "wp-admin/includes/$part.php";
require $importer . '/wordpress-importer.php';

// The pictures lie on this machine, which WordPress else asks for nothing.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn() => [(int) getenv('STET_MEDIA_PORT')]);
wp_set_current_user(get_user_by('login', 'admin')->ID);
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $post) wp_delete_post($post->ID, true);

/** the form on which somebody says that each author becomes a user */
function authors($file) {
	$known = (new WXR_Parser())->parse($file)['authors'];
	$_POST = ['imported_authors' => [], 'user_map' => []];
	foreach (array_keys($known) as $i => $login) {
		$_POST['imported_authors'][$i] = $login;
		if ($user = get_user_by('login', $login)) $_POST['user_map'][$i] = $user->ID;
	}
}

ob_start();
foreach (array_slice($argv, 3) as $file) {
	authors($file);
	$import = new WP_Import();
	$import->fetch_attachments = true;
	$import->import($file);
}
$told = ob_get_clean();

function terms($id, $kind) {
	return array_map(fn($t) => ['slug' => urldecode($t->slug), 'name' => html_entity_decode($t->name, ENT_QUOTES)], wp_get_post_terms($id, $kind));
}

$found = [];
foreach (get_posts(['post_type' => ['post', 'attachment'], 'post_status' => 'any', 'numberposts' => -1, 'orderby' => 'ID', 'order' => 'ASC']) as $p) {
	$author = get_userdata($p->post_author);
	$found[] = [
		'id' => $p->ID, 'type' => $p->post_type, 'status' => $p->post_status, 'slug' => $p->post_name, 'title' => $p->post_title,
		'content' => $p->post_content, 'excerpt' => $p->post_excerpt, 'date' => $p->post_date, 'dateGMT' => $p->post_date_gmt,
		'modifiedGMT' => $p->post_modified_gmt, 'parent' => $p->post_parent, 'guid' => $p->guid,
		'author' => ['login' => $author->user_login, 'name' => $author->display_name],
		'categories' => terms($p->ID, 'category'), 'tags' => terms($p->ID, 'post_tag'),
		'lead' => (int) get_post_thumbnail_id($p->ID), 'meta' => array_map(fn($values) => $values[0], get_post_meta($p->ID)),
		'metaCounts' => array_map('count', get_post_meta($p->ID)),
		'url' => $p->post_type === 'attachment' ? wp_get_attachment_url($p->ID) : get_permalink($p->ID),
		'file' => $p->post_type === 'attachment' ? hash_file('sha256', get_attached_file($p->ID)) : '',
	];
}
echo json_encode(['told' => trim(strip_tags($told)), 'items' => $found], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
