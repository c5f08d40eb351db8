<?php
// Makes a WordPress of its own in an SQLite file and prints an application
// password. usage: php setup.php SITE
error_reporting(E_ALL & ~E_DEPRECATED);
$_SERVER['HTTP_HOST'] = $_SERVER['SERVER_NAME'] = '127.0.0.1';
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
if (!is_blog_installed()) wp_install('Stet test', 'admin', 'admin@example.test', true, '', 'stet-admin-pw');
update_option('permalink_structure', '/%postname%/');
flush_rewrite_rules();
list($password) = WP_Application_Passwords::create_new_application_password(get_user_by('login', 'admin')->ID, ['name' => 'stet']);
echo $password;
